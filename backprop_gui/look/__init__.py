"""How things look: colours, palettes, fonts, icons, and formulas set as paths."""
