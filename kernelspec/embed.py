"""Makes the logos in pixels and the Swift file that the command `apus install` has them from.

Run it in this folder after a change of logo-svg.svg, with cairosvg installed: python3 embed.py.
"""

import base64
import textwrap

import cairosvg

names = ["logo-svg.svg"]
for size in (32, 64):
    names.append(f"logo-{size}x{size}.png")
    cairosvg.svg2png(url=names[0], write_to=names[-1], output_width=size, output_height=size)

rows = []
for name in names:
    with open(name, "rb") as file:
        lines = textwrap.wrap(base64.b64encode(file.read()).decode(), 92)
    text = " \\\n".join("      " + line for line in lines).replace(" \\\n", "\\\n")
    rows.append(f'    "{name}":\n      """\n{text}\n      """,\n')
with open("../Sources/ApusCommand/Kernelspec/Logo.swift", "w") as file:
    file.write(
        "/// The files of the logo in base64, made from kernelspec/logo-svg.svg by embed.py there.\n"
        "enum Logo {\n  static let files: KeyValuePairs = [\n" + "".join(rows) + "  ]\n}\n"
    )
