"""From submissions to marks: answers grafted into the master, run behind walls, compared by nbval outside."""
