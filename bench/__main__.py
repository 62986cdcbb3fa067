"""`python -m bench [name ...]`: run the benchmarks, all of them or those named."""

import importlib
import pkgutil
import sys

import bench

for found in pkgutil.iter_modules(bench.__path__):
    if found.name != "__main__" and (not sys.argv[1:] or found.name in sys.argv[1:]):
        print(f"== {found.name}")
        importlib.import_module(f"bench.{found.name}").main()
