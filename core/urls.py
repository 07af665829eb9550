from django.urls import path

from core import views

app_name = "core"

urlpatterns = [
    path("demo/mail/", views.demo_mail, name="demo_mail"),
    path("demo/mail/<int:pk>/", views.demo_letter, name="demo_letter"),
]
