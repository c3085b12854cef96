"""What leaves the house: documents, exports, open data, calendar files and messages. Snapshots and assessments come in, files and texts go out."""
