"""What people see: pictures of runs, the dashboard, the wargame's pages; itself imports no web framework."""
