"""Tables in and out: a file is read into cells, cells become values, values become a plan, the plan is carried out.

`cells`, `csv_files`, `xlsx_files` and `files` read bytes and know no records. `columns`, `finders` and `table` say
what stands in which column; `checks` and `plan` compare with the records and refuse; `applying` writes; `writing`
gives files out. Which tables there are is said in `programs.tabular.tables` and `indicators.tabular`.
"""
