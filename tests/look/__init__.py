"""What every page must keep: the strict policy, readable colours, components that render, the demo's things."""
