"""What sellers fill in about their listings."""

from catalog.forms.listings import EditListingForm, NewListingForm, RetractForm, WordsForm
from catalog.forms.photos import DescribePhotoForm, UploadPhotosForm
from catalog.forms.variants import VariantForm, variant_formset

__all__ = [
    "DescribePhotoForm",
    "EditListingForm",
    "NewListingForm",
    "RetractForm",
    "UploadPhotosForm",
    "VariantForm",
    "WordsForm",
    "variant_formset",
]
