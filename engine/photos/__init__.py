"""Photos as files: walking folders, decoding, camera metadata, content hashes and thumbnails."""
