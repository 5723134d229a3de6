"""What a programme of declarations needs: a registry, an exchange of footprints, the evaluation of a pilot.

An extra (`pip install lca_models[programme]`) that no other phase needs: a bench for research on such programmes, not a
national platform.
"""
