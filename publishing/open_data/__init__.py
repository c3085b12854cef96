"""What anybody may have as data: tables of the programme and of what was reported, with their descriptions; as CSV and as a data package."""
