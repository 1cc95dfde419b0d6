ask(order: Wild.O(sku: "s", quantity: 3))
