"""What an editor does with an article that was read: take it in, accept, correct or reject its figures, undo.

`intake` reads and stores; `accepting` turns what is wanted into drafts (`observing`, `changing`) with their place in
the source (`placing`); `deciding` keeps each decision; `undoing` takes one back.
"""
