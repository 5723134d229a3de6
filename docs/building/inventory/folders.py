"""Folders of the inventories that hold processes, in the order of a life cycle."""

FOLDERS = {
    "raw_materials": ("Raw materials", "原材料"),
    "active_materials": ("Active materials", "活性材料"),
    "manufacturing": ("Manufacturing", "制造"),
    "distribution": ("Distribution", "分销"),
    "recycling": ("Recycling", "回收"),
    "electricity": ("Electricity", "电力"),
    "energy": ("Energy", "能源"),
    "transport": ("Transport", "运输"),
}
