"""One fixpoint engine: lattices, a solver over control-flow graphs, summaries over call graphs."""
