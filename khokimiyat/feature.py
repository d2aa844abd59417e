"""What the city hall plugs into the city: its pages and its LOSI results, each with its staff's desk."""

from city.features import Feature

feature = Feature(name="khokimiyat")
