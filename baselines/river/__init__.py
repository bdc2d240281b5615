"""River estimators of somebody else's: made, taught, carried as plain numbers, refused."""
