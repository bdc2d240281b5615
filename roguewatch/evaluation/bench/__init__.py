"""What an event costs: throughput beside a bare loop and plain Faust, and the core part by part."""
