ask(x: Wild.X(a: 1))
