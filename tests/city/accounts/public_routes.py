"""Every address that anybody may ask for. What is not here must name a permission: see test_guard.py."""

PUBLIC = {
    # the city
    "/",
    "/<lang:lang_path>/",
    "/<lang:lang_path>/search",
    "/<lang:lang_path>/districts/",
    "/<lang:lang_path>/districts/<key>",
    "/<lang:lang_path>/landmarks/<key>",
    "/<lang:lang_path>/sitemap",
    "/<lang:lang_path>/accessibility",
    "/pictures/<key>.jpg",
    "/api/",
    "/api/v1/openapi.json",
    "/api/v1/search",
    "/api/v1/districts",
    "/api/v1/landmarks",
    "/health/live",
    "/health/ready",
    "/static/<path:filename>",
    # feedback and statistics
    "/<lang:lang_path>/useful",
    "/<lang:lang_path>/useful/<key>",
    "/<lang:lang_path>/contact/write",
    "/<lang:lang_path>/contact/<key>",
    "/<lang:lang_path>/statistics",
    "/<lang:lang_path>/statistics/<any(visits, messages, usefulness):table>.csv",
    # signing in and out
    "/staff/sign-in",
    "/staff/sign-in/code",
    "/staff/sign-out",
    # public transport
    "/<lang:lang_path>/transit/",
    "/<lang:lang_path>/transit/stops/<path:key>",
    "/<lang:lang_path>/transit/routes/<path:key>",
    "/api/v1/transit/stops",
    "/api/v1/transit/stops/<path:key>",
    "/api/v1/transit/stops/<path:key>/departures",
    "/api/v1/transit/routes",
    "/api/v1/transit/routes/<path:key>",
    "/api/v1/transit/rails",
    # parks
    "/<lang:lang_path>/green/",
    "/<lang:lang_path>/green/spaces/<key>",
    "/api/v1/greenspace/spaces",
    "/api/v1/greenspace/spaces/<key>",
    # LOSI
    "/<lang:lang_path>/losi/",
    "/<lang:lang_path>/losi/assessments/<int:number>",
    "/<lang:lang_path>/losi/assessments/<int:number>.xlsx",
    "/<lang:lang_path>/losi/catalogues/<key>",
    "/<lang:lang_path>/losi/road-map",
    "/api/v1/losi/catalogues",
    "/api/v1/losi/catalogues/<key>",
    "/api/v1/losi/assessments/<int:number>",
    # 112
    "/<lang:lang_path>/112/",
    # city hall
    "/<lang:lang_path>/khokimiyat/",
    "/<lang:lang_path>/khokimiyat/news",
    "/<lang:lang_path>/khokimiyat/news.rss",
    "/<lang:lang_path>/khokimiyat/<slug>",
}
