"""The sentence encoder: all-MiniLM-L6-v2 as an int8 ONNX file, its tokenizer and its runner."""
