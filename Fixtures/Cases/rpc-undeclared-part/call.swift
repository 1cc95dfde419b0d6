ask(id: 1)
