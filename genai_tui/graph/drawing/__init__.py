"""Drawing of graphs on a grid of cells: layout, routing and rasterizing, each a function from one value to the next."""
