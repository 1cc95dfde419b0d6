ask(v: Wild.V())
