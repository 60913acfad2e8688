"""Parse every YAML file of a folder with PyYAML's C loader, and do nothing with it. What judging is held against."""

import os
import sys

import yaml

folder = sys.argv[1]
for name in sorted(os.listdir(folder)):
    with open(os.path.join(folder, name), "rb") as file:
        yaml.load(file, Loader=yaml.CSafeLoader)
