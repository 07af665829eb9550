"""The names of the colours in which things are drawn."""

COLOURS = {
    "ash-white": "#e6dfcf", "basalt": "#6b6a68", "black": "#3a3938", "blue": "#4f6d8f", "brass": "#c79a4b",
    "celadon": "#8fb59e", "chestnut": "#8a5233", "clear": "#ffe6b3", "coral": "#e2725b", "cream": "#e4dac4",
    "forest": "#4f6f57", "graphite": "#6a747f", "grey": "#9a9ea6", "heather": "#9a7f9c", "indigo": "#41557f",
    "iron": "#7a4a36", "linen": "#e8cf95", "mint": "#9cc4b2", "moss": "#8a9a6a", "mustard": "#d09a2f",
    "natural": "#c99a5b", "navy": "#3d4f78", "oat": "#d6c6a6", "ochre": "#c9902f", "plum": "#7b4a63",
    "red": "#b3423a", "rust": "#c9744f", "sand": "#cdb08a", "slate": "#56606f", "spruce": "#3f6552",
    "teal": "#3f8a8c", "walnut": "#8a5f42", "white": "#ece7dc", "rose": "#d9a0a0", "saffron": "#e0a13c",
    "kraft": "#b98f62", "tea": "#7a4a2c", "green": "#6d8f5a", "oak": "#cfa872", "beech": "#dcbb8c",
    "ebony": "#4a3a32", "silver": "#c3c5c6", "copper": "#b9744e", "sky": "#9dbcd0", "lilac": "#b3a5cf",
    "madder": "#a8473d", "turmeric": "#e3b23c", "pearl": "#efe8da", "terracotta": "#bf6f4c", "yellow": "#ecc65a",
    "lime": "#b8c46a", "violet": "#6d5a93", "pink": "#e5a9b4", "orange": "#e08a45", "snow": "#f4f0e6",
    "jade": "#6fa287", "crimson": "#93303c", "bone": "#e9dfc8", "ink": "#2b2d3a",
}  # fmt: skip
