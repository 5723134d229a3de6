"""The life cycle stages of notice 551 and Regulation (EU) 2023/1542; the use stage belongs to neither."""

from __future__ import annotations

RAW_MATERIAL_ACQUISITION = "raw material acquisition"
MANUFACTURING = "manufacturing"
DISTRIBUTION = "distribution"
RECYCLING = "recycling"
STAGES = (RAW_MATERIAL_ACQUISITION, MANUFACTURING, DISTRIBUTION, RECYCLING)
GATE = (RAW_MATERIAL_ACQUISITION, MANUFACTURING)  # what lies behind the gate of the pack plant
UNASSIGNED = "unassigned"  # of a process of another project that nobody gave one
