"""Many runs, no people: designs, their execution, and what is learned from the results."""
