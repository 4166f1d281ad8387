"""The full screens of the app, each made of panels and pages from `widgets`."""
