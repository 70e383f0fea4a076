"""What the portal says of its data to machines that read pages: schema.org and DCAT, as JSON-LD."""
