"""What sellers fill in about their listings, and others in reporting one."""

from catalog.forms.listings import EditListingForm, NewListingForm, RetractForm, WordsForm
from catalog.forms.photos import DescribePhotoForm, UploadPhotosForm
from catalog.forms.reports import ComplaintForm, ReportForm
from catalog.forms.variants import VariantForm, variant_formset

__all__ = [
    "ComplaintForm",
    "DescribePhotoForm",
    "EditListingForm",
    "NewListingForm",
    "ReportForm",
    "RetractForm",
    "UploadPhotosForm",
    "VariantForm",
    "WordsForm",
    "variant_formset",
]
