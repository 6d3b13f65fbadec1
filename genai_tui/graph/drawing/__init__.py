"""How a graph is drawn on whole cells: layout, routes, cells, each a function from one value to the next."""
