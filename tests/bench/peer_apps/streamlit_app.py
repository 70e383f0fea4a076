"""The program in Streamlit, as its guide shows."""

import json
import os
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st  # type: ignore[import-not-found]

data = json.loads(Path(os.environ["PEER_DATA"]).read_text(encoding="utf-8"))
st.title(data["title"])
st.write(data["summary"])
for number, chart in enumerate(data["charts"]):
    st.header(chart["title"])
    st.plotly_chart(go.Figure(chart["figure"]), key=str(number))
st.table([dict(zip(("figure", "period", "value"), row, strict=True)) for row in data["rows"]])
