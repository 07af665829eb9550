from django.urls import path

from storefront.views import credentials, machines, merchants, own, showroom, window

app_name = "storefront"

urlpatterns = [
    path("", window.home, name="home"),
    path("c/<path:path>/", window.category, name="category"),
    path("search/", window.search, name="search"),
    path("l/<str:number>/", window.listing, name="listing"),
    path("l/<str:number>/<str:slug>/", window.listing, name="listing"),
    path("shops/<slug:slug>/", window.shop, name="shop"),
    path("merchants/", merchants.merchants, name="merchants"),
    path("desk/", own.desks, name="desk"),
    path("desk/<slug:shop>/", own.desk, name="desk"),
    path("desk/<slug:shop>/credentials/", credentials.credentials, name="credentials"),
    path("account/", own.account, name="account"),
    path("favicon.ico", machines.icon, name="icon"),
    path("demo/components/", showroom.components, name="components"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap_index"),
    path("sitemap/<slug:section>-<int:number>.xml", machines.sitemap, name="sitemap"),
]
