"""Words from which names are made."""

FIRST_NAMES = (
    "anna", "bruno", "chloe", "deniz", "elif", "farid", "greta", "hiro", "ines", "jonas",
    "kavya", "leon", "mila", "noor", "olga", "pedro", "quinn", "rosa", "samir", "tessa",
    "umar", "vera", "wanda", "xavier", "yara", "zoltan",
)  # fmt: skip
LAST_NAMES = (
    "abbas", "berg", "costa", "dubois", "eriksen", "fischer", "garcia", "haas", "ito", "jansen",
    "keller", "lopez", "meyer", "novak", "okafor", "petrov", "quist", "rossi", "silva", "tanaka",
    "ueda", "vogel", "weber", "xu", "yilmaz", "zhang",
)  # fmt: skip
COMPANIES = (
    "aldermoor", "birchline", "cobaltix", "dunmere", "eastvale", "fennwick", "gladepoint",
    "harrowby", "ivelle", "juniperco", "kestrelhq", "larkfield", "millbrook", "northwind",
    "oakhurst", "pinehold", "quarrystone", "redferry", "stonegate", "thornbury", "umberland",
    "valecrest", "westbourne", "yarrowdale", "zephyrine",
)  # fmt: skip
SERVICES = (
    "billing", "catalog", "checkout", "delivery", "events", "fraud", "gateway", "identity",
    "inventory", "ledger", "mailer", "orders", "payments", "pricing", "reports", "search",
    "sessions", "shipping", "tax", "webhooks",
)  # fmt: skip
NOUNS = (
    "account", "adapter", "address", "balance", "batch", "cache", "client", "config", "context",
    "currency", "customer", "digest", "export", "filter", "format", "health", "import", "index",
    "invoice", "item", "job", "limit", "locale", "margin", "metric", "model", "notice", "parser",
    "policy", "price", "queue", "rate", "receipt", "refund", "report", "retry", "router", "rule",
    "schema", "session", "state", "status", "token", "total", "user", "validator", "view",
)  # fmt: skip
REGIONS = ("eu-central", "eu-west", "us-east", "us-west", "ap-south", "ap-northeast")
