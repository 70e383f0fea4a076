"""What can be done to the records of this app: plain functions, keyword-only, atomic, refusing with a sentence."""
