"""Whole archives: a run over many files that finishes and resumes, the store it fills, and what comes out of the store.

Nothing here is imported before it is used; SQLAlchemy and psutil come with the extra ``archive``.
"""
