"""What if: comparisons and ensembles of runs."""
