"""The only room that touches the branch's files. The file decides, the journal explains; a file is never changed in
place, only replaced whole under the folder's lock. No meaning lives here: documents are plain JSON objects.
"""
