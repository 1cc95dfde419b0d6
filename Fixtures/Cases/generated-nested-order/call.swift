ask(x: Wild.Y(a: 1, b: 2))
