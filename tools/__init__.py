"""Makes the example workbooks and fills forms as a coordinator would. For development and tests; nothing that runs imports it."""
