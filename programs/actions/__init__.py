"""What can be done to records, as plain functions: keyword-only, atomic, each refusing with a sentence that helps.

`writing` is the one door to the tables; `publication` moves a record from draft to the public and back; `revising`
keeps a change of a published record waiting; `restoring` brings back what a record said before.
"""
