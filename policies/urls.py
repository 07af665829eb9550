from django.urls import path

from policies import views

app_name = "policies"

urlpatterns = [
    path("policies/", views.platform_all, name="platform"),
    path("policies/<slug:kind>/", views.platform, name="platform"),
    path("shops/<slug:slug>/policies/", views.shop_all, name="shop"),
    path("shops/<slug:slug>/policies/<slug:kind>/", views.shop, name="shop"),
    path("desk/<slug:shop>/policies/", views.desk, name="desk"),
    path("desk/<slug:shop>/policies/<slug:kind>/", views.desk_policy, name="desk_policy"),
]
