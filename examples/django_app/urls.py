"""Where things are."""

from django.urls import path
from django.views.generic import TemplateView

from . import views

urlpatterns = [
    path("", views.start, name="start"),
    path("sida/<str:page_id>/", views.page, name="page"),
    path("granska/", views.review, name="review"),
    path("kvitto/", views.receipt, name="receipt"),
    path("stil.css", TemplateView.as_view(template_name="survey/style.css", content_type="text/css"), name="style"),
]
