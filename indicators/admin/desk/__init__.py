"""The article desk: the article left, its figures right, a decision on each by mouse or key.

`intake` is the page where an article comes in, `views` the desk itself; `page` and `shown` say what the desk shows,
`forms` how a figure is corrected, `wanting` what accepting it would record.
"""
