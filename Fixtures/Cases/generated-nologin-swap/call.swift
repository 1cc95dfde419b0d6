ask(from: "f", to: "t")
