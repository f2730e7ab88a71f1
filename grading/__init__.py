"""Instructors' command line: releases exercises, re-runs notebooks. Runs notebooks and imports no helpers."""
