"""The store under what servers do to it: a module each kind of harm, as long as told, counting what comes of it.

python -m tests.soak kills --seconds 60
python -m tests.soak all
"""
