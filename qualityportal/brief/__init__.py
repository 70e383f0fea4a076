"""A program as a Word document that an official can hand upward.

From contents (what is said) over chapters (in which order and words) to paper (a Word file with the template's styles).
"""
