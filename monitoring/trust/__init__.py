"""Who somebody is, what they may do, and what stays written of what they did. Knows neither pages nor identity providers: these bring a person."""
