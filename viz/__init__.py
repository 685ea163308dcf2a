"""What people see: pictures of runs, the dashboard, later the wargame's pages; imports no web framework by itself."""
