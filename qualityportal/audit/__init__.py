"""The audit log: who signed in, from where, and who changed whose rights. Kept at least 190 days, changed by nobody."""
