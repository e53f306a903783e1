"""The desk's addresses: nouns and ids; a name of a child or a running number is in none."""

from django.urls import path

from amparo.desk.views import entrance, home

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", entrance.sign_in, name="sign_in"),
    path("sign-out/", entrance.sign_out, name="sign_out"),
    path("hat/", entrance.hat, name="hat"),
]
