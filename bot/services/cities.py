"""Cities that people name when they are asked where they are, and whose clocks are those of another city's zone.

The time zone database names one city for each zone, often neither the largest nor the capital. This lists those that
many people would type, in the spellings of the languages that the bot speaks; it need not be complete, since any zone
can be found by its own name.
"""

from collections.abc import Mapping

CLOCKS: Mapping[str, tuple[str, ...]] = {
    "Africa/Cairo": ("Alexandria",),
    "Africa/Casablanca": ("Rabat",),
    "Africa/Johannesburg": ("Cape Town", "Pretoria", "Durban"),
    "Africa/Lagos": ("Abuja",),
    "America/Argentina/Buenos_Aires": ("Buenos Aires",),
    "America/Argentina/Cordoba": ("Cordoba",),
    "America/Chicago": ("Houston", "Dallas", "Austin", "San Antonio", "Minneapolis", "New Orleans", "St. Louis"),
    "America/Denver": ("Salt Lake City", "Albuquerque"),
    "America/Halifax": ("Nova Scotia",),
    "America/Indiana/Indianapolis": ("Indianapolis",),
    "America/Kentucky/Louisville": ("Louisville",),
    "America/Los_Angeles": ("San Francisco", "Seattle", "San Diego", "Portland", "Las Vegas", "San Jose", "旧金山"),
    "America/New_York": ("Washington", "Boston", "Philadelphia", "Atlanta", "Miami", "Baltimore", "纽约"),
    "America/Sao_Paulo": ("Rio de Janeiro", "Brasilia", "São Paulo"),
    "America/Toronto": ("Ottawa", "Montreal", "Quebec"),
    "America/Vancouver": ("Victoria",),
    "Asia/Dubai": ("Abu Dhabi",),
    "Asia/Hong_Kong": ("香港",),
    "Asia/Ho_Chi_Minh": ("Hanoi", "Saigon"),
    "Asia/Jerusalem": ("Tel Aviv", "Haifa"),
    "Asia/Karachi": ("Lahore", "Islamabad"),
    "Asia/Kolkata": ("Mumbai", "Delhi", "New Delhi", "Bangalore", "Bengaluru", "Chennai", "Hyderabad", "Pune"),
    "Asia/Macau": ("澳门",),
    "Asia/Makassar": ("Bali", "Denpasar"),
    "Asia/Nicosia": ("Nicosia",),
    "Asia/Riyadh": ("Jeddah", "Mecca"),
    "Asia/Seoul": ("Busan",),
    "Asia/Shanghai": (
        "Beijing", "Guangzhou", "Shenzhen", "Chengdu", "Wuhan", "Hangzhou", "Nanjing", "Tianjin", "Xi'an",
        "北京", "上海", "广州", "深圳", "成都", "武汉", "杭州", "南京", "天津", "重庆", "西安",
    ),
    "Asia/Singapore": ("新加坡",),
    "Asia/Taipei": ("台北",),
    "Asia/Tokyo": ("Osaka", "Kyoto", "Sapporo", "Yokohama", "东京"),
    "Asia/Yangon": ("Rangoon",),
    "Australia/Melbourne": ("Geelong",),
    "Australia/Sydney": ("Canberra", "Newcastle", "悉尼"),
    "Europe/Berlin": ("Hamburg", "Munich", "Cologne", "Frankfurt", "Stuttgart", "Leipzig", "柏林"),
    "Europe/Istanbul": ("Istanbul", "Ankara", "Izmir"),
    "Europe/Kyiv": ("Kiev", "Lviv", "Odesa"),
    "Europe/London": ("Manchester", "Edinburgh", "Glasgow", "Birmingham", "Cardiff", "伦敦"),
    "Europe/Madrid": ("Barcelona", "Valencia", "Seville"),
    "Europe/Moscow": ("Saint Petersburg",),
    "Europe/Paris": ("Lyon", "Marseille", "Toulouse", "巴黎"),
    "Europe/Rome": ("Milan", "Naples", "Turin", "Florence"),
    "Europe/Warsaw": ("Krakow", "Gdansk"),
    "Europe/Zurich": ("Geneva", "Bern", "Basel"),
    "Pacific/Auckland": ("Wellington", "Christchurch"),
}  # fmt: skip

CITIES: Mapping[str, str] = {city.casefold(): zone for zone, cities in CLOCKS.items() for city in cities}
