ask(a: 1, b: Wild.X(v:"q"))
